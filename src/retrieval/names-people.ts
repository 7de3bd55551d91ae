/** World knowledge for the name tagger: given names, family names and the titles put before them. Hints, not a list of whom to find. */

export const GIVEN_NAMES = `
Aaron Abdul Abdullah Abigail Abraham Adam Adrian Ahmad Ahmed Aidan Aisha Akira Alain Alan Albert Alberto Alejandro Aleksandr Alessandro Alex Alexander
Alexandra Alexei Alexis Alfonso Alfred Ali Alice Alicia Alison Allison Alvaro Amanda Amber Amina Amir Amit Amy Ana Anastasia Anders Andre Andrea Andreas Andrei
Andrew Andrey Andy Angela Angelo Anil Anita Anja Ann Anna Anne Annie Anthony Anton Antonio Antony Anwar Arjun Arnold Arthur Arturo Ashley Ashok Astrid Audrey
Ayesha Barbara Barry Beatrice Ben Benjamin Bernard Bernardo Bernie Beth Betty Beverly Bill Billy Bjorn Bob Bobby Boris Brad Bradley Brandon Brenda Brett Brian
Bridget Brigitte Bruce Bruno Bryan Caleb Callum Cameron Camila Carl Carla Carlo Carlos Carmen Carol Caroline Carolyn Catherine Cecilia Chad Charles Charlie Charlotte
Chelsea Cheryl Chiara Chloe Chris Christian Christina Christine Christoph Christophe Christopher Chuck Cindy Claire Clara Claudia Claudio Clive Colin Connor Craig Cristina
Cynthia Daisuke Damian Dan Dana Daniel Daniela Daniele Danielle Danny Darren Dave David Dean Deborah Debra Deepak Denis Dennis Derek Diana Diane Diego Dieter Dimitri
Dmitry Dominic Dominique Don Donald Donna Doris Dorothy Doug Douglas Duncan Dwayne Dylan Ed Eddie Edgar Eduardo Edward Edwin Eileen Elaine Eleanor Elena Eli Elias
Elijah Elisabeth Elizabeth Ella Ellen Elsa Emil Emilia Emily Emma Emmanuel Enrique Eric Erica Erik Erin Ernesto Esther Ethan Eugene Eva Evan Evelyn Fabio Fatima
Felipe Felix Fernando Filip Fiona Florian Frances Francesca Francesco Francis Francisco Francois Frank Franz Fred Frederick Frederik Fumio Gabriel Gabriela Gareth Gary Gavin
Geoff Geoffrey George Georgia Gerald Gerard Gerhard Gianni Giorgio Giovanni Giulia Giuseppe Glenn Gloria Gonzalo Gordon Grace Graham Grant Greg Gregory Greta Guillermo Gustavo Guy
Hamid Hannah Hans Harold Harriet Harry Harvey Hassan Heather Hector Heidi Heinrich Helen Helena Helmut Henri Henrik Henry Herbert Hideo Hillary Hiroshi Holly Howard Hugh
Hugo Hussein Ian Ibrahim Igor Ilya Imran Ines Ingrid Irene Irina Isaac Isabel Isabella Ivan Jack Jackie Jackson Jacob Jacqueline Jacques Jaime Jake James
Jamie Jan Jane Janet Janice Jared Jason Jasmine Javier Jay Jean Jeff Jeffrey Jenna Jennifer Jenny Jens Jeremy Jerome Jerry Jesse Jessica Jesus Jill Jim
Jimmy Joan Joanna Joanne Joao Joaquin Joe Joel Johan Johann Johannes John Johnny Jon Jonas Jonathan Jordan Jorge Jose Josef Joseph Josh Joshua Joyce Juan Juha Juan
Judith Judy Julia Julian Juliana Julie Julien Julio Justin Kamal Karen Karim Karin Karl Kate Katherine Kathleen Kathryn Kathy Katie Kayla Keiko Keith Kelly Ken
Kenji Kenneth Kenta Kevin Khalid Kim Kimberly Kirk Kofi Konstantin Kristen Kristin Kristina Kumar Kurt Kwame Kyle Larry Lars Laura Lauren Laurence Laurent Lawrence Lea Leah
Lee Leila Leo Leon Leonard Leonardo Leslie Lewis Liam Lila Lily Linda Lindsay Lindsey Lisa Liz Logan Lorenzo Lori Louis Louise Luca Lucas Lucia Lucy Luigi Luis
Luiz Lukas Luke Lydia Maya Madison Magdalena Mahmoud Malcolm Malik Manuel Marc Marcel Marcelo Marco Marcos Marcus Margaret Maria Mariam Mariana Marie Mario Marion Marissa Mark Marta
Martha Martin Martina Marvin Mary Maryam Massimo Masato Mateo Matt Matteo Matthew Matthias Maurice Mauricio Max Maxim Maxime Megan Mehmet Melanie Melissa Mia Michael Michel Michele Michelle
Miguel Mike Mikhail Milan Miriam Mitch Mohamed Mohammad Mohammed Monica Morgan Moses Muhammad Mustafa Nadia Naomi Narendra Natalia Natalie Natasha Nathan Nathaniel Neil Nelson Nicholas
Nick Nicola Nicolas Nicole Nigel Nikolai Nina Noah Noel Nora Norman Olaf Oleg Olga Oliver Olivia Olivier Omar Oscar Osman Otto Owen Pablo Pamela Paolo Pascal Patricia
Patrick Paul Paula Paulo Pavel Pedro Penny Peter Petra Phil Philip Philippe Phillip Pierre Pieter Piotr Priya Rachel Rafael Rahul Raj Rajesh Ralph Ramon Randy Raul Ravi Ray Raymond
Rebecca Reza Ricardo Richard Rick Rita Rob Robert Roberta Roberto Robin Rodrigo Roger Roland Roman Ron Ronald Rosa Rose Ross Roy Ruben Rudolf Rupert Russell Ruth Ryan
Sabrina Said Saif Salma Sally Salvatore Sam Samantha Samir Samuel Sandra Sandy Sanjay Sara Sarah Satoshi Scott Sean Sebastian Serena Serge Sergei Sergey Sergio Shane Shannon Sharon
Shaun Sheila Shigeru Shinji Shinzo Silvia Silvio Simon Simone Sofia Sonia Sophia Sophie Stanley Stefan Stefano Stella Stephanie Stephen Steve Steven Stuart Sue Sunil Suresh Susan Susanne
Suzanne Svetlana Sven Sylvia Takashi Takeshi Tamara Tanya Tara Tariq Tatiana Taylor Ted Teresa Terry Theodore Theresa Thomas Tiffany Tim Timothy Tina Todd Tom Tomas Tommy Toni Tony
Tracy Travis Trevor Tyler Umar Ursula Valentina Valeria Valerie Vanessa Vera Veronica Victor Victoria Vijay Vikram Vincent Virginia Vladimir Volodymyr Walter Wanda Warren Wayne Wendy Werner
Wesley Wilhelm Will William Wolfgang Xavier Yasmin Yoko Yolanda Yoshi Youssef Yuki Yuri Yusuf Yvonne Zachary Zainab Zara Zoe`

export const FAMILY_NAMES = `
Abbott Abe Adams Adeyemi Aguilar Ahmed Akhtar Alexander Allen Alvarez Andersen Anderson Andersson Armstrong Arnold Atkinson Bailey Baker Banerjee Banks Barnes Barrett Bauer Becker Bell
Bennett Berg Bernard Bhatt Bianchi Biden Black Blair Blake Blanc Boyd Bradley Brennan Brooks Brown Bryant Burke Burns Bush Butler Byrne Cameron Campbell Carlson Carr Carroll Carter Castro
Chan Chang Chaudhry Chavez Chen Choi Chopra Chowdhury Christensen Chu Clark Clarke Clinton Cohen Cole Coleman Collins Colombo Conti Contreras Cook Cooper Costa Cox Crawford Cruz
Cunningham Daniels Das Davies Davis Desai Diallo Diaz Dixon Dubois Duncan Dunn Dupont Edwards Eklund Elliott Ellis Eriksson Espinoza Evans Ferguson Fernandes Fernandez Ferrari Fischer Fisher
Fitzgerald Fleming Flores Ford Foster Fox Franco Fraser Freeman Fujita Fuentes Gallagher Garcia Gardner Garcia Ghosh Gibson Gill Gomes Gomez Gonzalez Gordon Graham Grant Gray Green Greene
Griffin Gruber Guerrero Gupta Gustafsson Gutierrez Hall Hamilton Hansen Hanson Haq Harper Harris Harrison Hart Harvey Hassan Hayashi Hayes Henderson Hernandez Herrera Hill Hoffman Hoffmann
Holmes Hoover Horvat Hossain Howard Huang Huber Hughes Hunt Hunter Hussain Ito Ivanov Iyer Jackson Jacobs James Jansen Jenkins Jensen Johansson Johnson Johnston Jones Jonsson Joshi Juarez Kamara
Kaplan Kapoor Kato Kaur Kelley Kelly Kennedy Khan King Klein Knight Kobayashi Koch Kovac Kovacs Kowalski Kruger Kumar Kuznetsov Lambert Larsen Larson Lawrence Lawson Lebedev Lee Lewis Lim
Lindberg Lopez Lund Macdonald Mackenzie Marino Marshall Martin Martinez Mason Matthews Mbeki Mccarthy McDonald McKenzie Mehta Meier Mendes Mendez Mendoza Meyer Miller Mills Mitchell Molina
Moore Morales Moreau Moreno Morgan Mori Morris Morrison Moyo Mueller Muller Murphy Murray Myers Nair Nakamura Navarro Nelson Newman Ng Nguyen Nielsen Nilsson Novak Obama Obrien Okafor Okeke
Oliveira Olsen Olson Ortega Ortiz Owens Palmer Papadopoulos Parker Patel Patterson Pearson Pereira Perez Perry Petersen Peterson Petrov Pham Phillips Pierce Popov Popescu Porter Powell Price
Putin Quinn Rahman Ramirez Ramos Rao Reed Reid Reyes Reynolds Ricci Richards Richardson Richter Rivera Roberts Robertson Robinson Rodrigues Rodriguez Rogers Romano Romero Rossi Roth Roy Ruiz
Russell Russo Ryan Saito Salazar Sanchez Sanders Santos Sasaki Sato Schmidt Schneider Schroeder Schultz Schulz Schwartz Scott Sharma Shaw Shah Silva Simmons Simpson Singh Smirnov Smith Soto
Souza Spencer Stein Stevens Stewart Stone Sullivan Suzuki Svensson Takahashi Tan Tanaka Taylor Thomas Thompson Thomson Torres Tran Trudeau Trump Tucker Turner Vargas Vasquez Vega Verma
Vogel Volkov Wagner Walker Wallace Walsh Ward Warren Watanabe Watson Weaver Webb Weber Weiss Wells West Wheeler White Williams Williamson Willis Wilson Wolf Wong Wood Woods Wright Yamada
Yamamoto Yilmaz Yoshida Young Zelensky Zimmermann
Li Wang Zhang Liu Yang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Han Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding
Ren Shen Yao Lei Hou Meng Qin Bai Jin Cui Tan Fan Fang Shi Liao Zou Xiong Kong Qiu Xia Fu Dai Mo Park Jung Kang Cho Yoon Jang Bae Shin Seo Kwon Hwang Moon Yoo Baek Hong`

export const TITLES = `
Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Baroness Baron Count King Queen Prince Princess Duke Duchess Emperor Pope Cardinal Archbishop Bishop Rabbi Imam Ayatollah Sheikh
Sheikha Rev Reverend Father Sister Brother Saint President Vice-President Chancellor Premier Senator Sen Representative Rep Congressman Congresswoman Governor Gov Mayor Minister Secretary
Ambassador Judge Justice Attorney Sheriff Sgt Sergeant Officer Detective Inspector Constable Superintendent Commissioner Captain Capt Lieutenant Lt Colonel Col Major Maj General Gen Admiral Adm
Commander Cpl Corporal Pvt Private Chairman Chairwoman Chair Chairperson CEO CFO COO CTO CIO Chief Director Deputy Councillor Councilman Councilwoman Coach Manager Analyst Economist
Spokesman Spokeswoman Spokesperson MP Speaker Treasurer Taoiseach Marshal Crown Uncle Aunt Hon Honourable Comrade`

/** Titles that are part of no name, whatever follows: `Mr. Ortiz` is named Ortiz. Written without dots, folded. */
export const LEADING_TITLES = new Set(TITLES.toLowerCase().split(/\s+/).filter(Boolean))
